/** What a result means, and what the person who holds the paper does now. Facts in brackets: see `fillIn`. */
export interface Wording {
  readonly means: string
  /** Present for everything that is not in order or could not be checked. */
  readonly remedy?: string
}
