/** The lab: real Open vSwitch and OVN programs in a temporary directory, for tests, benchmarks and use by hand. */
export * from './certificates.ts';
export * from './lab.ts';
export * from './generate.ts';
export * from './hypervisor.ts';
export * from './ovsdb.ts';
export * from './process.ts';
export * from './proxy.ts';
export * from './raft.ts';
export * from './rows.ts';
export * from './scenarios/index.ts';
export { Writer } from './rows.ts';
