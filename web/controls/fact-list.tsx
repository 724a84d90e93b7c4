import type { ComponentChildren } from 'preact'

/** Terms and what is said of them; stacked on a phone, in two columns where there is room. */
export function FactList({ children }: { children: ComponentChildren }) {
  return <dl class="facts">{children}</dl>
}

export function Fact({ term, children }: { term: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
