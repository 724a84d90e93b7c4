import type { TestProject } from 'vitest/node'
import { startEngine } from '#scripts/engine/start-engine.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A DynamoDB engine for the tests of this run; every test creates tables of its own in it. */
    dynamodbEndpoint: string
  }
}

export default async function setup(project: TestProject) {
  const given = process.env.DYNAMODB_ENDPOINT
  if (given !== undefined && given !== '') {
    project.provide('dynamodbEndpoint', given)
    return
  }
  const engine = await startEngine()
  project.provide('dynamodbEndpoint', engine.endpoint)
  return () => engine.stop()
}
