/** What cursors are sealed with. Who has it can make up a place in a list, and no list of another organisation. */
export interface CursorSecret {
  /** 32 random bytes, the same for every process of this registry for good. Throws RegistryError `store-unavailable`. */
  read(): Promise<Uint8Array<ArrayBuffer>>
}
