import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** Ends the run with one line that a machine can read. A file that does not load counts as one failure. */
export default class PlainReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandled: ReadonlyArray<SerializedError>) {
    const states = modules.flatMap((module) => [...module.children.allTests()]).map((test) => test.result().state)
    const count = (state: string) => states.filter((each) => each === state).length
    const unloaded = modules.filter((module) => module.errors().length > 0).length
    const failed = count('failed') + unloaded + unhandled.length
    console.log(`\n${count('passed')} passed, ${failed} failed, ${count('skipped')} skipped\n`)
  }
}
