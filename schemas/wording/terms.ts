import type { identityMethods } from '../organisation.ts'
import type { Mandate } from '../certificate.ts'
import type { CertificateStatus } from '../certificate.ts'
import type { dispositions } from '../statement/end-use.ts'
import type { PartyRole } from '../statement/party.ts'
import type { documentKinds, scopes } from '../statement/statement.ts'

/** English names of the closed codes of a statement. */
export const roleNames: Record<PartyRole, string> = {
  END_USER: 'End user',
  ULTIMATE_END_USER: 'Ultimate end user',
  FINAL_CONSIGNEE: 'Consignee',
  INTERMEDIATE_CONSIGNEE: 'Intermediate consignee',
  PURCHASER: 'Purchaser',
  IMPORTER: 'Importer',
  EXPORTER: 'Exporter',
  SUPPLIER_MANUFACTURER: 'Manufacturer or supplier',
  BROKER: 'Broker',
  AGENT: 'Agent',
  STOCKIST: 'Stockist',
  FREIGHT_FORWARDER: 'Freight forwarder',
  NOTIFY: 'Party to notify',
  PAYER: 'Payer',
  CERTIFYING_AUTHORITY: 'Certifying authority',
}

export const kindNames: Record<(typeof documentKinds)[number], string> = {
  EUS: 'End-use statement',
  EUC: 'End-use certificate',
  EUSU: 'End-user and stockist undertaking (United Kingdom)',
  BIS711: 'Statement by ultimate consignee and purchaser (United States, BIS-711)',
  DSP83: 'Nontransfer and use certificate (United States, DSP-83)',
  PRC_EUC: 'End-user and end-use certificate (China)',
  CUF: 'Certificate of final use (France)',
  STOCKIST: 'Stockist undertaking',
  CONSIGNEE_UNDERTAKING: 'Consignee undertaking',
  JP_F2: 'End-use certificate (Japan)',
  KR_2: 'End-use certificate, form 2 (Korea)',
  KR_2_2: 'End-use certificate, form 2-2 (Korea)',
  SG_EUS_IND: 'End-user statement, individual permit (Singapore)',
  SG_EUS_BULK: 'End-user statement, bulk permit (Singapore)',
  HK_SC002: 'End-user statement (Hong Kong)',
  IN_2S_I: 'End-use certificate, form I (India)',
  IN_2S_II: 'End-use certificate, form II (India)',
  IN_2S_III: 'End-use certificate, form III (India)',
  CWC_SCH3_EUC: 'End-use certificate for schedule 3 chemicals',
  IIC: 'International import certificate',
  DVC: 'Delivery verification certificate',
}

export const scopeNames: Record<(typeof scopes)[number], string> = {
  SINGLE: 'One delivery of goods',
  MULTIPLE: 'Several deliveries',
  BULK: 'Deliveries up to a total',
  STOCK: 'Goods for stock',
}

export const dispositionNames: Record<(typeof dispositions)[number], string> = {
  CAPITAL: 'Kept as equipment',
  OWN_USE: 'For own use',
  INCORPORATE: 'Built into other goods',
  PROCESS_CONSUME: 'Processed or consumed',
  REPAIR: 'For repair',
  RESALE_DOMESTIC: 'Resold inside the country of use',
  REEXPORT: 'Re-exported',
  STOCK: 'Kept in stock for later buyers',
  LEASE_LOAN: 'Leased or lent',
  RESEARCH: 'For research',
  EXHIBIT_TEMP: 'Shown at an exhibition, then returned',
  OTHER: 'Other',
}

export const purposeNames: Record<'CIVIL' | 'MILITARY' | 'DUAL' | 'UNKNOWN', string> = {
  CIVIL: 'Civil',
  MILITARY: 'Military',
  DUAL: 'Civil and military',
  UNKNOWN: 'Not stated',
}

export const statusNames: Record<CertificateStatus, string> = {
  active: 'In force',
  suspended: 'Suspended',
  revoked: 'Withdrawn',
  superseded: 'Replaced by a newer one',
  surrendered: 'Given back',
  exhausted: 'Used up',
  closed: 'Closed',
}

/** How the identity of an organisation was found out. */
export const identityMethodNames: Record<(typeof identityMethods)[number], string> = {
  REGISTER_EXTRACT: 'extract of a company register',
  LEI_RECORD: 'LEI record',
  GOVERNMENT_CONFIRMATION: 'confirmation of a government',
  IN_PERSON: 'seen in person',
  VIDEO_CALL: 'video call',
  DOMAIN_CONTROL: 'control of an internet domain',
  OTHER: 'other evidence',
}

/** By what right a person binds its organisation. */
export const mandateNames: Record<Mandate['kind'], string> = {
  LEGAL_REP: 'legal representative',
  DELEGATE: 'delegate',
  MANAGER: 'manager',
  OFFICER: 'officer',
}
