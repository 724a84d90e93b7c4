import { IntlMessageFormat } from 'intl-messageformat'
import { createContext, type ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import countryList from '#schemas/code-lists/countries.json' with { type: 'json' }
import { en, type Catalogue, type MessageKey } from './en.ts'

export type Values = Readonly<Record<string, string | number>>

/** The words of one language, and how it writes dates, numbers, countries and lists. */
export interface Words {
  readonly catalogue: Catalogue
  readonly say: (key: MessageKey, values?: Values) => string
  readonly country: (code: string) => string
  /** All countries as code and name, in the order of the alphabet. */
  readonly countries: readonly (readonly [code: string, name: string])[]
  /** A calendar day, YYYY-MM-DD. */
  readonly day: (date: string) => string
  /** Seconds since 1970, told in UTC. */
  readonly time: (seconds: number) => string
  readonly dayOf: (seconds: number) => string
  /** How long ago, such as “2 hours ago”. */
  readonly age: (seconds: number) => string
  /** How long, such as “2 hours”. */
  readonly duration: (seconds: number) => string
  readonly list: (entries: readonly string[]) => string
  readonly unit: (code: string) => string
}

export function wordsOf(catalogue: Catalogue): Words {
  const { locale } = catalogue
  const countries = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' })
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  const times = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
    timeZoneName: 'short',
  })
  const lists = new Intl.ListFormat(locale, { type: 'unit', style: 'long' })
  const say = speaker(catalogue)
  const country = (code: string) => {
    if (!/^[A-Z]{2}$/.test(code)) return code
    const own = Object.hasOwn(catalogue.countries, code) ? catalogue.countries[code] : countries.of(code)
    return own === undefined || own === code ? code : `${own} (${code})`
  }
  let allCountries: Words['countries'] | undefined
  return {
    catalogue,
    say,
    country,
    get countries() {
      return (allCountries ??= countriesIn(locale, country))
    },
    day: (date) => days.format(new Date(`${date}T00:00:00Z`)),
    dayOf: (seconds) => days.format(new Date(seconds * 1000)),
    time: (seconds) => times.format(new Date(seconds * 1000)),
    age: (seconds) => {
      const { unit, count } = inLargeUnits(seconds)
      return say(`age.${unit}`, { count })
    },
    duration: (seconds) => {
      const { unit, count } = inLargeUnits(seconds)
      return say(`duration.${unit}`, { count })
    },
    list: (entries) => lists.format(entries),
    unit: (code) => {
      const name = Object.hasOwn(catalogue.units, code) ? catalogue.units[code] : undefined
      return name === undefined ? code : `${name} (${code})`
    },
  }
}

function countriesIn(locale: string, name: (code: string) => string): [code: string, name: string][] {
  const order = new Intl.Collator(locale)
  return countryList.codes
    .split(' ')
    .map((code): [string, string] => [code, name(code)])
    .sort(([, a], [, b]) => order.compare(a, b))
}

function speaker({ locale, messages }: Catalogue): Words['say'] {
  const parsed = new Map<MessageKey, IntlMessageFormat>()
  return (key, values) => {
    let message = parsed.get(key)
    if (message === undefined) {
      // Tags are off: a catalogue is text, and no text becomes markup.
      message = new IntlMessageFormat(messages[key], locale, undefined, { ignoreTag: true })
      parsed.set(key, message)
    }
    return String(message.format(values === undefined ? undefined : { ...values }))
  }
}

function inLargeUnits(exactly: number): { unit: 'seconds' | 'minutes' | 'hours' | 'days'; count: number } {
  const seconds = Math.max(0, Math.round(exactly))
  if (seconds < 120) return { unit: 'seconds', count: seconds }
  if (seconds < 7200) return { unit: 'minutes', count: Math.floor(seconds / 60) }
  if (seconds < 172_800) return { unit: 'hours', count: Math.floor(seconds / 3600) }
  return { unit: 'days', count: Math.floor(seconds / 86_400) }
}

const context = createContext<Words>(wordsOf(en))

export function WordsProvider({ words, children }: { words: Words; children: ComponentChildren }) {
  return <context.Provider value={words}>{children}</context.Provider>
}

export function useWords(): Words {
  return useContext(context)
}
