/** A few named values that outlive the page. Nothing in it is trusted: who reads checks the form. */
export interface Store {
  /** All values by name, as of one instant. */
  all(): Promise<ReadonlyMap<string, unknown>>
  /** Replaces one value by what is worked out from it; no other tab reads or writes it in between. `undefined` removes. */
  change(name: string, next: (before: unknown) => unknown): Promise<void>
}

const database = 'verifier'
const shelf = 'held'

let opened: Promise<Store> | undefined

/** The store of this device; one that ends with the page where the browser gives none (private windows). */
export function openStore(): Promise<Store> {
  opened ??= openDatabase().then(storeIn, () => storeInMemory())
  return opened
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1)
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(shelf))
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('no store')))
    request.addEventListener('blocked', () => reject(new Error('the store is in use')))
  })
}

function storeIn(database: IDBDatabase): Store {
  // Another tab with a newer page may want to change the database; this one must not stand in its way.
  database.addEventListener('versionchange', () => database.close())
  return {
    async all() {
      const transaction = database.transaction(shelf)
      const [names, values] = [transaction.objectStore(shelf).getAllKeys(), transaction.objectStore(shelf).getAll()]
      await ended(transaction)
      return new Map(names.result.map((name, at) => [name as string, values.result[at] as unknown]))
    },
    async change(name, next) {
      const transaction = database.transaction(shelf, 'readwrite', { durability: 'strict' })
      const entries = transaction.objectStore(shelf)
      const before = entries.get(name)
      before.addEventListener('success', () => {
        const value = next(before.result)
        if (value === undefined) entries.delete(name)
        else entries.put(value, name)
      })
      await ended(transaction)
    },
  }
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = () => reject(transaction.error ?? new Error('the store failed'))
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('error', failed)
    transaction.addEventListener('abort', failed)
  })
}

function storeInMemory(): Store {
  const values = new Map<string, unknown>()
  return {
    all: async () => new Map(values),
    async change(name, next) {
      const value = next(values.get(name))
      if (value === undefined) values.delete(name)
      else values.set(name, value)
    },
  }
}
