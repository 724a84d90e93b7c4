import { type EnvironmentOf, environments } from '#schemas/environment.ts'

/**
 * What this Lambda was given, read once at its start.
 * Throws an Error that names each variable and what is wrong with it, never its value.
 */
export function readEnvironment<N extends keyof typeof environments>(name: N): EnvironmentOf<N> {
  const parsed = environments[name].safeParse(process.env)
  if (parsed.success) return parsed.data as EnvironmentOf<N>
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'environment'}: ${message}`)
  throw new Error(`The environment of "${name}" is not complete. ${faults.join('; ')}`)
}
