/** What the page and the worker that reads codes say to each other. */
export interface DecodeRequest {
  readonly id: number
  readonly image: ImageData
  /** For a still picture: slower, finds more. */
  readonly thorough: boolean
}

export interface DecodeAnswer {
  readonly id: number
  /** Absent when the decoder could not run. */
  readonly texts: readonly string[] | undefined
}
