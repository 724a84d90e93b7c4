import { origin } from '#schemas/certificate.ts'
import { environments } from '#schemas/environment.ts'

/** What an operator decides: CDK context, `-c name=value` or in cdk.context.json. */
export interface Configuration {
  /** Nothing is guessed: every setting that would be hard to change later has to be given. */
  readonly production: boolean
  readonly name: string
  readonly country: string
  /** Host name of the registry, for its API and its page, and the ARN of its certificate (ACM, us-east-1). */
  readonly domain: { readonly name: string; readonly certificateArn: string } | undefined
  /** Origins that QR codes may name, the first in new ones. Default: the registry's own. */
  readonly verifierOrigins: readonly string[] | undefined
  /** AWS WAF web ACL for CloudFront (us-east-1). */
  readonly webAclArn: string | undefined
  /** A table restored from a backup, to be used in place of the one that the data stack made (docs/operations.md). */
  readonly restoredTable: string | undefined
  /** Who is told of alarms. */
  readonly alarmEmail: string | undefined
}

type Check = (value: string) => boolean

const { REGISTRY_NAME, REGISTRY_COUNTRY, VERIFIER_ORIGINS } = environments.public.shape
const inUsEast1 =
  (service: string): Check =>
  (value) =>
    new RegExp(`^arn:aws[a-z-]*:${service}:us-east-1:\\d{12}:\\S+$`).test(value)

const settings = {
  production: { check: (value) => value === 'true' || value === 'false', meaning: 'is true or false' },
  name: { check: (value) => REGISTRY_NAME.safeParse(value).success, meaning: 'is the name of the registry' },
  country: {
    check: (value) => REGISTRY_COUNTRY.safeParse(value).success,
    meaning: 'is the ISO 3166-1 code of the authority that runs it, such as NL',
  },
  domain: {
    check: (value) => origin.safeParse(`https://${value}`).success,
    meaning: 'is a host name in small letters, such as registry.example.org',
  },
  certificateArn: { check: inUsEast1('acm'), meaning: 'is the ARN of an ACM certificate for the domain in us-east-1' },
  verifierOrigins: {
    check: (value) => VERIFIER_ORIGINS.safeParse(value).success,
    meaning: 'is a comma-separated list of origins, such as https://verify.example.org',
  },
  webAclArn: { check: inUsEast1('wafv2'), meaning: 'is the ARN of a web ACL for CloudFront, which lives in us-east-1' },
  restoredTable: {
    check: (value) => /^[A-Za-z0-9_.-]{3,255}$/.test(value),
    meaning: 'is the name of a DynamoDB table',
  },
  alarmEmail: { check: (value) => /^[^@\s]+@[^@\s]+$/.test(value), meaning: 'is an e-mail address' },
} as const satisfies Record<string, { check: Check; meaning: string }>

type SettingName = keyof typeof settings

const neededInProduction = [
  'name',
  'country',
  'domain',
  'certificateArn',
  'alarmEmail',
] as const satisfies SettingName[]

/** Throws an Error that names every wrong or missing setting, a line each. `read` gives the context value of that name. */
export function readConfiguration(read: (name: string) => unknown): Configuration {
  const given = readSettings(read)
  const faults = [...wrongSettings(given), ...missingSettings(given)]
  if (faults.length > 0) throw new Error(['These settings cannot be used:', ...faults].join('\n  '))
  const { domain, certificateArn } = given
  return {
    production: given.production === 'true',
    name: given.name ?? 'End-Use Registry (trial)',
    // A code that ISO 3166-1 leaves to its users: no country answers for a trial.
    country: given.country ?? 'ZZ',
    domain: domain === undefined || certificateArn === undefined ? undefined : { name: domain, certificateArn },
    verifierOrigins: given.verifierOrigins?.split(','),
    webAclArn: given.webAclArn,
    restoredTable: given.restoredTable,
    alarmEmail: given.alarmEmail,
  }
}

type Settings = Partial<Record<SettingName, string>>

const settingNames = Object.keys(settings) as SettingName[]

/** From the command line all values are text; from a file `true` may be a boolean. */
function readSettings(read: (name: string) => unknown): Settings {
  const values = settingNames.map((name) => {
    const value = read(name)
    return [name, typeof value === 'string' || value === undefined ? value : JSON.stringify(value)] as const
  })
  return Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== ''))
}

function wrongSettings(given: Settings): string[] {
  return settingNames
    .filter((name) => given[name] !== undefined && !settings[name].check(given[name]))
    .map((name) => `${name} ${settings[name].meaning}: not ${given[name]}`)
}

function missingSettings(given: Settings): string[] {
  if (given.production === 'true')
    return neededInProduction
      .filter((name) => given[name] === undefined)
      .map((name) => `${name} is needed in production: it ${settings[name].meaning}`)
  if ((given.domain === undefined) === (given.certificateArn === undefined)) return []
  return ['domain and certificateArn come together']
}
