import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What the accessibility checker axe finds, all of its rules, with the element. */
export async function complaintsOfAxe(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html.slice(0, 120)) }))
}
