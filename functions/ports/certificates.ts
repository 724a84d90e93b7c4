import type { Certificate } from '#schemas/certificate.ts'

export interface Certificates {
  /** The certificate as it stands now, strongly consistent. Throws RegistryError `store-unavailable`. */
  find(id: string): Promise<Certificate | undefined>
}
