import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with the line that other programs read: `N passed, N failed`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state]++
      counts.failed += module.errors().length
    }
    const skipped = counts.skipped ? `, ${counts.skipped} skipped` : ''
    // The default reporter prints its summary after this hook; the closing line comes last.
    process.once('exit', () => console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`))
  }
}
