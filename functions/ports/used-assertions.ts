/** Client assertions that were used, so that none is used twice. */
export interface UsedAssertions {
  /**
   * Notes the `jti` of an assertion signed with key `kid`, until `until` (seconds). Returns whether it was new: of two
   * calls one gets true, whatever the order. Throws RegistryError `store-unavailable`, and the assertion may be used then.
   */
  use(kid: string, jti: string, until: number): Promise<boolean>
}
