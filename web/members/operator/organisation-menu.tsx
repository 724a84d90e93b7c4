import { useWords } from '#web/words/member-words.tsx'

/** The places of one organisation among all. */
export function OrganisationMenu({ base, place: [first] }: { base: string; place: readonly string[] }) {
  const words = useWords()
  const entries = [
    ['', words.say('menu.organisation'), first !== 'keys' && first !== 'people'],
    ['keys', words.say('menu.keys'), first === 'keys'],
    ['people', words.say('menu.people'), first === 'people'],
  ] as const
  return (
    <nav aria-label={words.say('menu.of-organisation')}>
      <ul class="menu menu-second">
        {entries.map(([place, label, current]) => (
          <li key={place}>
            <a href={`#${base}${place}`} aria-current={current ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
