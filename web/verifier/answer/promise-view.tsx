import { printCertificateId } from '#domain/certificate/certificate-id.ts'
import type { SatisfiedProfile } from '#schemas/certificate.ts'
import type { QrSummary } from '#schemas/qr.ts'
import type { Party, PartyRole } from '#schemas/statement/party.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { isUnknown } from '#schemas/text.ts'
import type { Shown } from '#schemas/verdict.ts'
import { useWords } from '#web/words/words.tsx'
import { Fact, FactList } from '#web/controls/fact-list.tsx'
import { Said } from './said.tsx'
import { named } from './fact-text.ts'
import { GoodsOfQr, GoodsOfStatement } from './goods-view.tsx'
import { Undertakings } from './undertakings-view.tsx'

/** Who promised what to whom, as far as the certificate at hand says it. */
export function PromiseView({ shown }: { shown: Shown | undefined }) {
  const words = useWords()
  return (
    <section class="card" aria-labelledby="promise-title">
      <h2 id="promise-title">{words.say('promise.title')}</h2>
      {shown === undefined && <p>{words.say('promise.unshown')}</p>}
      {shown?.source === 'credential' && <OfStatement statement={shown.statement} issued={shown} />}
      {shown?.source === 'qr' && <OfQr summary={shown.summary} issuer={shown.issuer} />}
      {shown?.source === 'id' && <OfId shown={shown} />}
    </section>
  )
}

interface Issued {
  readonly id: string
  readonly issuer: string
  readonly issuedAt: number
  readonly validFrom: number
  readonly validUntil: number
  readonly profiles?: readonly SatisfiedProfile[] | undefined
}

function OfStatement({ statement, issued }: { statement: Statement; issued: Issued }) {
  const words = useWords()
  return (
    <>
      <FactList>
        {ordered(statement.parties).map((party, index) => (
          <Fact key={index} term={words.list(party.roles.map((role) => words.catalogue.roles[role]))}>
            <PartyText party={party} />
          </Fact>
        ))}
        <Fact term={words.say('promise.destination')}>
          <Said value={words.country(statement.endUse.countryOfUse)} />
        </Fact>
      </FactList>
      <GoodsOfStatement lines={statement.lines} />
      <EndUse endUse={statement.endUse} />
      <Undertakings assurances={statement.assurances} />
      <Papers statement={statement} issued={issued} />
    </>
  )
}

const firstRoles: readonly PartyRole[] = ['END_USER', 'ULTIMATE_END_USER', 'FINAL_CONSIGNEE', 'EXPORTER']

/** The end user, the consignee and the exporter first: they are what an officer looks for. */
function ordered(parties: readonly Party[]): Party[] {
  const rank = ({ roles }: Party) => {
    const found = firstRoles.findIndex((role) => roles.includes(role))
    return found === -1 ? firstRoles.length : found
  }
  return [...parties].sort((a, b) => rank(a) - rank(b))
}

function PartyText({ party: { legalName, nativeName, identifiers = [], address } }: { party: Party }) {
  const words = useWords()
  const place = [...address.lines, [address.postCode, address.city].filter(Boolean).join(' ')].join(', ')
  return (
    <>
      <strong>
        <Said value={legalName} />
      </strong>
      {nativeName !== undefined && (
        <div>
          <Said value={nativeName.text} />
        </div>
      )}
      <div>
        <Said value={`${place}, ${words.country(address.country)}`} />
      </div>
      {identifiers.map((identifier) => (
        <div class="quiet" key={identifier.value}>
          <bdi>
            {identifier.scheme} {identifier.value}
          </bdi>
        </div>
      ))}
    </>
  )
}

function EndUse({ endUse }: { endUse: Statement['endUse'] }) {
  const words = useWords()
  const dispositions = endUse.dispositions.map((code) =>
    code === 'OTHER' && endUse.dispositionOther !== undefined
      ? endUse.dispositionOther
      : words.catalogue.dispositions[code],
  )
  return (
    <FactList>
      <Fact term={words.say('promise.end-use')}>
        <Said value={endUse.text} />
      </Fact>
      <Fact term={words.say('promise.purpose')}>{words.catalogue.purposes[endUse.civilMilitary]}</Fact>
      <Fact term={words.say('promise.dispositions')}>
        <Said value={words.list(dispositions)} />
      </Fact>
      <Fact term={words.say('promise.places')}>
        {isUnknown(endUse.placesOfUse) ? (
          <Said value={endUse.placesOfUse} />
        ) : (
          endUse.placesOfUse.map(({ name, address }, index) => (
            <div key={index}>
              <Said
                value={[name, ...address.lines, address.city, words.country(address.country)]
                  .filter(Boolean)
                  .join(', ')}
              />
            </div>
          ))
        )}
      </Fact>
      {endUse.distributionCountries !== undefined && (
        <Fact term={words.say('promise.distribution')}>
          <Said value={words.list(endUse.distributionCountries.map(words.country))} />
        </Fact>
      )}
    </FactList>
  )
}

function Papers({ statement, issued }: { statement: Statement; issued: Issued }) {
  const words = useWords()
  const { transaction = {}, signatures, remarks } = statement
  const { contractNumber, orderNumber, permittedTransitCountries, partialShipmentsAllowed } = transaction
  return (
    <FactList>
      <Fact term={words.say('promise.kind')}>{words.catalogue.kinds[statement.documentKind]}</Fact>
      <Fact term={words.say('promise.scope')}>{words.catalogue.scopes[statement.scope]}</Fact>
      {signatures.map(({ person, signedOn, place }, index) => (
        <Fact key={index} term={words.say('promise.signed')}>
          <Said value={words.say('promise.signed.text', { ...person, place, date: words.day(signedOn) })} />
        </Fact>
      ))}
      {(contractNumber ?? orderNumber) !== undefined && (
        <Fact term={words.say('promise.contract')}>
          <Said value={words.list([contractNumber, orderNumber].filter((number) => number !== undefined))} />
        </Fact>
      )}
      {permittedTransitCountries !== undefined && (
        <Fact term={words.say('promise.transit')}>
          <Said value={words.list(permittedTransitCountries.map(words.country))} />
        </Fact>
      )}
      {partialShipmentsAllowed !== undefined && (
        <Fact term={words.say('promise.partial')}>
          {words.say(partialShipmentsAllowed ? 'promise.allowed' : 'promise.not-allowed')}
        </Fact>
      )}
      {remarks !== undefined && (
        <Fact term={words.say('promise.remarks')}>
          <Said value={remarks} />
        </Fact>
      )}
      <IssueFacts issued={issued} />
    </FactList>
  )
}

function OfQr({ summary, issuer }: { summary: QrSummary; issuer: string }) {
  const words = useWords()
  const { endUser, consignee } = summary
  return (
    <>
      <FactList>
        <Fact term={words.catalogue.roles.END_USER}>
          <strong>
            <Said value={endUser.name} />
          </strong>
          <div>
            <Said value={words.country(endUser.country)} />
          </div>
          {endUser.registration !== undefined && (
            <div class="quiet">
              <Said value={endUser.registration} />
            </div>
          )}
        </Fact>
        <Fact term={words.catalogue.roles.FINAL_CONSIGNEE}>
          <strong>
            <Said value={consignee.name} />
          </strong>
          <div>
            <Said value={words.country(consignee.country)} />
          </div>
        </Fact>
        <Fact term={words.say('promise.destination')}>
          <Said value={words.country(summary.destination)} />
        </Fact>
      </FactList>
      <GoodsOfQr lines={summary.lines} lineCount={summary.lineCount} />
      <Undertakings assurances={summary.assurances.map((code) => ({ code, accepted: true }))} />
      <FactList>
        <IssueFacts issued={{ ...summary, issuer }} />
      </FactList>
      <p class="quiet">{words.say('promise.qr-only')}</p>
    </>
  )
}

function IssueFacts({ issued: { id, issuer, issuedAt, validFrom, validUntil, profiles } }: { issued: Issued }) {
  const words = useWords()
  return (
    <>
      <Validity from={validFrom} until={validUntil} />
      <Fact term={words.say('promise.issued')}>
        <Said value={words.time(issuedAt)} />
      </Fact>
      <Fact term={words.say('promise.issuer')}>
        <Said value={issuer} />
      </Fact>
      {profiles !== undefined && (
        <Fact term={words.say('promise.profiles')}>
          {profiles.map((profile) => (
            <div key={profile.id}>{words.say('promise.profile', { ...profile })}</div>
          ))}
        </Fact>
      )}
      <CertificateNumber id={id} />
    </>
  )
}

/** `until` is the first instant after the last day. */
function Validity({ from, until }: { from: number; until: number }) {
  const words = useWords()
  const range = { from: words.dayOf(from), until: words.dayOf(until - 1) }
  return <Fact term={words.say('promise.valid')}>{words.say('promise.range', range)}</Fact>
}

function CertificateNumber({ id }: { id: string }) {
  const words = useWords()
  return (
    <Fact term={words.say('answer.number')}>
      <bdi class="number">{printCertificateId(id)}</bdi>
    </Fact>
  )
}

function OfId({ shown }: { shown: Extract<Shown, { source: 'id' }> }) {
  const words = useWords()
  return (
    <>
      <p>{words.say('promise.id-only')}</p>
      <FactList>
        <CertificateNumber id={shown.id} />
        <Fact term={words.say('promise.kind')}>{named(words.catalogue.kinds, shown.kind)}</Fact>
        <Fact term={words.say('promise.country')}>
          <Said value={words.country(shown.issuerCountry)} />
        </Fact>
        <Validity from={shown.validFrom} until={shown.validUntil} />
      </FactList>
    </>
  )
}
