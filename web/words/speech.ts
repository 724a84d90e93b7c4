import { IntlMessageFormat } from 'intl-messageformat'
import countryList from '#schemas/code-lists/countries.json' with { type: 'json' }
import type { timeMessages } from './time-messages.ts'

export type Values = Readonly<Record<string, string | number>>

/** What every page says in one language, besides what only it says. */
export interface PageCatalogue {
  /** For dates, numbers and plurals; BCP 47. */
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
  /** ICU messages. */
  readonly messages: Readonly<Record<keyof typeof timeMessages, string>>
  /** Countries that browsers have no name for. */
  readonly countries: Readonly<Record<string, string>>
}

/** The words of one language, and how it writes dates, numbers, countries and lists. */
export interface Speech<C extends PageCatalogue> {
  readonly catalogue: C
  readonly say: (key: keyof C['messages'] & string, values?: Values) => string
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
}

export function speechOf<C extends PageCatalogue>(catalogue: C): Speech<C> {
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
  const speak = speaker(catalogue)
  const country = (code: string) => {
    if (!/^[A-Z]{2}$/.test(code)) return code
    const own = Object.hasOwn(catalogue.countries, code) ? catalogue.countries[code] : countries.of(code)
    return own === undefined || own === code ? code : `${own} (${code})`
  }
  let allCountries: Speech<C>['countries'] | undefined
  return {
    catalogue,
    say: speak,
    country,
    get countries() {
      return (allCountries ??= countriesIn(locale, country))
    },
    day: (date) => days.format(new Date(`${date}T00:00:00Z`)),
    dayOf: (seconds) => days.format(new Date(seconds * 1000)),
    time: (seconds) => times.format(new Date(seconds * 1000)),
    age: (seconds) => {
      const { unit, count } = inLargeUnits(seconds)
      return speak(`age.${unit}`, { count })
    },
    duration: (seconds) => {
      const { unit, count } = inLargeUnits(seconds)
      return speak(`duration.${unit}`, { count })
    },
    list: (entries) => lists.format(entries),
  }
}

function countriesIn(locale: string, name: (code: string) => string): [code: string, name: string][] {
  const order = new Intl.Collator(locale)
  return countryList.codes
    .split(' ')
    .map((code): [string, string] => [code, name(code)])
    .sort(([, a], [, b]) => order.compare(a, b))
}

function speaker(catalogue: PageCatalogue): (key: string, values?: Values) => string {
  const parsed = new Map<string, IntlMessageFormat>()
  const messages: Readonly<Record<string, string>> = catalogue.messages
  return (key, values) => {
    let message = parsed.get(key)
    if (message === undefined) {
      // Tags are off: a catalogue is text, and no text becomes markup.
      message = new IntlMessageFormat(messages[key]!, catalogue.locale, undefined, { ignoreTag: true })
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
