import { defineConfig } from 'vitest/config';

// Integration tests start real daemons: two cores do not carry many deployments at once.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    globalSetup: ['test/setup/global.ts'],
  },
});
