export { aliasOf, ownerOf, systemsOf } from './owner.ts';
export type { ExternalIds, Owner, OwnerOptions, OwnerSystem } from './types.ts';
