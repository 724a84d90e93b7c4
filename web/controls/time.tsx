interface TimeProps {
  /** Seconds since 1970. */
  readonly at: number
  /** How the reader's language writes it. */
  readonly said: string
}

/** A time, for people and for machines. */
export function Time({ at, said }: TimeProps) {
  return (
    <bdi>
      <time dateTime={new Date(at * 1000).toISOString()}>{said}</time>
    </bdi>
  )
}
