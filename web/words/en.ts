import recommendation20 from '#schemas/code-lists/units.json' with { type: 'json' }
import { basisNames, checkTitles, outcomeNames, verdictNames, verdictWords } from '#schemas/wording/verdict.ts'
import {
  dispositionNames,
  kindNames,
  purposeNames,
  roleNames,
  scopeNames,
  statusNames,
  identityMethodNames,
  mandateNames,
} from '#schemas/wording/terms.ts'
import { undertakingWords } from '#schemas/wording/undertakings.ts'
import { unitNames } from '#schemas/wording/units.ts'
import { timeMessages } from './time-messages.ts'

/** ICU messages of the verifier page. */
const messages = {
  ...timeMessages,

  'page.title': 'Check an end-use certificate',
  'page.lead': 'Scan the square code on the paper. You need no account.',
  'page.registry': 'Registry: {name}',
  'page.address':
    'This page is not proof by itself: anybody can build one that looks the same. Make sure that the address in your browser, {origin}, is the one that you know.',
  'page.failed': 'Something went wrong in this page, so nothing was decided. Load it again.',

  'scan.start': 'Scan with the camera',
  'scan.title': 'Scan the code',
  'scan.ask': 'Your browser asks whether this page may use the camera. The pictures stay on this device.',
  'scan.looking': 'Hold the whole square code inside the frame.',
  'scan.slow':
    'No code found yet. Hold the paper flat, about a hand’s length away, and wipe the lens. Or type the number under the code.',
  'scan.other': 'This is another kind of code. Look for the one beside the words “end-use certificate”.',
  'scan.stop': 'Stop the camera',
  'scan.light.on': 'Turn the light on',
  'scan.light.off': 'Turn the light off',
  'scan.camera': 'Camera',
  'scan.camera.unnamed': 'Camera {number}',
  'scan.denied':
    'This page may not use the camera. Allow it in the settings of your browser, or choose a picture of the code, or type the number under it.',
  'scan.none':
    'This device has no camera that the page can use. Choose a picture of the code, or type the number under it.',
  'scan.busy': 'Another app is using the camera. Close it and try again, or choose a picture of the code.',

  'device.online': 'Connected.',
  'device.offline': 'No connection.',
  'device.connecting': 'Connecting…',
  'device.none': 'This device holds no keys yet: it cannot check without a connection.',
  'device.keys': 'Keys as of {age}.',
  'device.lists': 'Revocations as of {age}.',
  'device.lists.none': 'No list of revocations is held.',
  'device.old': 'The data on this device is more than a day old. Connect it when you can.',
  'device.expired': 'The list of revocations has expired. Connect this device; until then nothing can be confirmed.',
  'device.clock':
    'The clock of this device is wrong: it shows a time before that of data already received. Set date and time; until then nothing can be confirmed.',
  'device.title': 'Data on this device',
  'device.page.kept': 'This page opens without a connection. Add it to your home screen to have it at hand.',
  'device.page.not-kept': 'This page is not kept on this device yet; it opens with a connection only.',
  'device.keys.of': 'Keys of {name}',
  'device.as-of': '{time}, {age}',
  'device.list': 'Revocations, list {list}, edition {seq}',
  'device.list.times': 'Signed {signed}, {age}. Fetched {fetched}. Of use until {until}.',
  'device.why':
    'With these data a code can be checked without a connection, as of the time that they are from. They are fetched anew every five minutes while this page is open.',
  'device.refresh': 'Fetch anew',
  'device.refreshing': 'Fetching…',
  'device.refreshed': 'Everything was fetched.',
  'device.refreshed.partly':
    'The registry answered, but not everything could be had or was in order. What this device held before is kept.',
  'device.refused':
    'The registry sent a list that is older than one this device has seen before. It was not taken, because it may hide a revocation.',
  'device.not-reached': 'The registry could not be reached. What this device holds is kept.',

  'update.ready': 'A newer version of this page is ready.',
  'update.use': 'Use it now',

  'file.choose': 'Choose a picture or PDF',
  'file.hint': 'You can also drop a file anywhere on this page, or paste it.',
  'file.drop': 'Let go to check this file',
  'file.reading': 'Reading {name}…',
  'file.page': 'Looking at page {page} of {pages}…',
  'file.cancel': 'Stop',
  'file.too-large':
    'This file is larger than 20 MB. Choose the page with the code alone, or take a picture of the code.',
  'file.kind':
    'This page reads pictures (PNG, JPEG, WebP) and PDF files. Choose one of those, or take a picture of the code.',
  'file.unreadable':
    'This file is damaged or is not what its name says. Choose another one, or scan the code with the camera.',
  'file.encrypted':
    'This PDF is locked with a password. Open it yourself and take a picture of the code, or type the number under it.',
  'file.too-many-pages':
    'This PDF has {pages} pages; at most 50 are looked at. Choose a shorter one, or take a picture of the code.',
  'file.no-code':
    'There is no certificate code in this file. If you see one, take a sharper picture that shows the whole square.',
  'file.decoder':
    'The code reader could not be loaded. Check the connection and try again, or type the number under the code.',

  'text.label': 'Or type the number, or paste the text',
  'text.hint': 'The number under the code has 28 letters and digits; small or capital letters, with or without dashes.',
  'text.check': 'Check',
  'text.empty': 'Type the number under the code first.',
  'text.mistyped': 'This number has a typing mistake. Compare it with the paper, four characters at a time.',
  'text.length': 'A certificate number has 28 letters and digits; this has {count}.',

  'check.busy': 'Checking with the registry…',

  'answer.compare': 'Compare with the goods',
  'answer.again': 'Check another one',
  'answer.refresh': 'Ask again',
  'answer.print': 'Print',
  'answer.do': 'What to do now',
  'answer.more':
    '{count, plural, one {There is one more thing that is not in order; see below.} other {There are # more things that are not in order; see below.}}',
  'answer.valid': 'The registry signed this certificate, and it is in force today.',
  'answer.valid.fits': 'The registry signed this certificate, it is in force today, and what you compared fits.',
  'answer.valid.list': 'The registry signed this certificate, and it was in force when the registry signed its list.',
  'answer.valid.list.fits':
    'The registry signed this certificate, it was in force when the registry signed its list, and what you compared fits.',
  'answer.as-of': 'As of {time}, {age}. The registry itself was not asked, and the quantity that is left is unknown.',
  'answer.as-of.only': 'As of {time}, {age}. The registry itself was not asked.',
  'answer.valid.do': 'Make sure that the goods and the papers in front of you are the ones described here.',
  'answer.fits': 'What you compared fits the certificate.',
  'answer.fits.not': 'What you compared does not fit the certificate.',
  'answer.fits.only': 'The certificate is genuine and in force, but it does not fit what you compared.',
  'answer.fits.open': 'Not all that you gave could be compared.',
  'answer.number': 'Certificate number',
  'answer.time': 'Checked on {time}',

  'promise.title': 'Who promised what',
  'promise.unshown': 'What the paper says is not shown here, because the signature on it did not prove good.',
  'promise.id-only': 'The registry tells everybody only this much about a number:',
  'promise.qr-only': 'The code on paper holds the most important facts. The certificate as a file has all of them.',
  'promise.destination': 'Country of use',
  'promise.end-use': 'End use',
  'promise.purpose': 'Purpose',
  'promise.dispositions': 'What becomes of the goods',
  'promise.places': 'Places of use',
  'promise.distribution': 'May be sold on to',
  'promise.kind': 'Kind of document',
  'promise.scope': 'Meant for',
  'promise.valid': 'Valid',
  'promise.range': '{from} to {until}',
  'promise.issued': 'Issued',
  'promise.profiles': 'Satisfied when issued',
  'promise.profile': '{id}, edition {version}',
  'promise.issuer': 'Issued by',
  'promise.signed': 'Signed by',
  'promise.signed.text': '{name}, {title}; {date}, {place}',
  'promise.contract': 'Contract',
  'promise.transit': 'May pass on the way',
  'promise.partial': 'Delivery in parts',
  'promise.allowed': 'Allowed',
  'promise.not-allowed': 'Not allowed',
  'promise.remarks': 'Remarks',
  'promise.country': 'Issued in',
  'promise.unknown': 'Not known: {reason}',

  'undertakings.title': 'What the end user undertakes',
  'undertakings.none': 'Nothing.',
  'undertakings.not': 'Not accepted:',
  'undertakings.exceptions': 'Except: {exceptions}',
  'undertakings.unknown': 'An undertaking that this page does not know: {code}',

  'goods.title': 'Goods',
  'goods.line': 'Line',
  'goods.what': 'Goods',
  'goods.codes': 'Codes',
  'goods.quantity': 'Quantity',
  'goods.tolerance': 'up to {percent} % more',
  'goods.serials': 'Serial numbers: {serials}',
  'goods.serials.follow': 'Serial numbers will be told before shipment.',
  'goods.maker': 'Made by {maker}',
  'goods.model': 'Model {model}',
  'goods.part': 'Part number {part}',
  'goods.value': 'Value {amount} {currency}',
  'goods.origin': 'From {country}',
  'goods.hs': 'HS {code}',
  'goods.hs.edition': 'HS {code} ({edition})',
  'goods.class': '{regime}: {code}',
  'goods.unlisted': 'Not listed: {reason}',
  'goods.intangible': 'Software or technology',
  'goods.hidden':
    '{count, plural, one {One more line does not fit in the code; ask for the certificate as a file.} other {# more lines do not fit in the code; ask for the certificate as a file.}}',

  'checks.failed': 'Not in order',
  'checks.open': 'Could not be checked',
  'checks.passed': 'In order',
  'checks.skipped': 'Not checked, and not needed for this answer',
  'checks.title': 'What was checked',
  'checks.not-given': 'Not compared, because you gave nothing for it: {names}.',
  'checks.stated': 'On the certificate',
  'checks.given': 'In front of you',
  'checks.as-of': 'as of {age}',
  'checks.basis': '{basis}, {asOf}',
  'checks.of-goods': '{title}: goods {number}',
  'checks.of-part': '{title}: goods {number}, {part}',

  'compare.title': 'Compare with the goods in front of you',
  'compare.lead':
    'Fill in what you see on the goods, the invoice and the transport document. Leave empty what you do not know. Nothing of it leaves this device.',
  'compare.goods': 'Goods {number}',
  'compare.line': 'Line on the certificate',
  'compare.line.find': 'Find it by its codes',
  'compare.hs': 'Commodity code (HS, CN or TARIC)',
  'compare.edition': 'Edition of the commodity code',
  'compare.edition.unknown': 'I do not know',
  'compare.class': 'Control-list number',
  'compare.quantity': 'Quantity',
  'compare.unit': 'Unit',
  'compare.serials': 'Serial numbers, one in each row',
  'compare.serials.short': 'Serial numbers',
  'compare.add': 'Add more goods',
  'compare.remove': 'Remove goods {number}',
  'compare.papers': 'Names and places on the papers',
  'compare.name': '{role}: name',
  'compare.country': '{role}: country',
  'compare.destination': 'Country of destination',
  'compare.transit': 'Countries on the way',
  'compare.transit.hint': 'Two-letter codes with spaces between, for example NL SG.',
  'compare.none': 'Not given',
  'compare.partial': 'This is only a part of the goods',
  'compare.contract': 'Contract number',
  'compare.carrier': 'Carrier',
  'compare.transport': 'Number of the transport document',
  'compare.submit': 'Compare',
  'compare.clear': 'Clear the form',
  'compare.empty': 'Fill in at least one field.',
  'compare.faults': '{count, plural, one {One field needs a correction.} other {# fields need a correction.}}',
  'compare.fault.quantity': 'Write the quantity with digits and a point only, for example 1250 or 0.5.',
  'compare.fault.hs': 'Write 6, 8 or 10 digits.',
  'compare.fault.unit': 'Choose the unit of the quantity.',
  'compare.fault.country': 'Write countries as two-letter codes, for example NL.',
  'compare.fault.transport': 'Write the number as on the paper, and the carrier too.',
  'compare.fault.text': 'This is too long, or contains characters that cannot be seen. Type it again.',
} as const

/** Everything that the verifier page says, in English. Other languages have the same shape. */
export const en = {
  /** For dates, numbers and plurals; BCP 47. */
  locale: 'en-GB',
  direction: 'ltr' as 'ltr' | 'rtl',
  messages: messages as Readonly<Record<keyof typeof messages, string>>,
  verdicts: verdictNames,
  outcomes: outcomeNames,
  bases: basisNames,
  checks: checkTitles,
  codes: verdictWords,
  undertakings: undertakingWords,
  roles: roleNames,
  kinds: kindNames,
  scopes: scopeNames,
  dispositions: dispositionNames,
  purposes: purposeNames,
  statuses: statusNames,
  identityMethods: identityMethodNames as Readonly<Record<string, string>>,
  mandates: mandateNames as Readonly<Record<string, string>>,
  /** Those that browsers have no name for. */
  countries: { XI: 'Northern Ireland' } as Readonly<Record<string, string>>,
  units: { ...recommendation20.codes, ...unitNames } as Readonly<Record<string, string>>,
}

export type Catalogue = typeof en
export type MessageKey = keyof typeof messages
