import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** The title of a view. It takes the focus when the view comes, which tells a screen reader where it is. */
export function Heading({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <h1 tabIndex={-1} ref={heading}>
      {children}
    </h1>
  )
}
