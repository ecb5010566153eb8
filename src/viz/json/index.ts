/**
 * A scene as JSON, schema `ovnscope.scene/1`, so that it can be kept and drawn again without the databases it was made
 * from. Names are as the databases have them; members without a value are `null` or left out.
 */
import type { Scene } from '../scene.ts';
import { wrong, type Plain } from './codec.ts';
import { checkJoined } from './joined.ts';
import { sceneCodec } from './shapes.ts';

export type { Plain } from './codec.ts';

export const SCENE_SCHEMA = 'ovnscope.scene/1';

export interface SceneJson {
  readonly schema: typeof SCENE_SCHEMA;
  readonly [member: string]: Plain | undefined;
}

/** Plain values in a stable order, ready for `JSON.stringify`. */
export const sceneToJson = (scene: Scene): SceneJson => ({
  schema: SCENE_SCHEMA,
  ...(sceneCodec.write(scene) as { readonly [member: string]: Plain }),
});

/**
 * The scene that was written. Members that it does not know are ignored.
 * @throws OvnscopeError that says where something else was expected.
 */
export const sceneFromJson = (value: unknown): Scene => {
  const at = ['schema'];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong([], 'an object', value);
  const schema = (value as Record<string, unknown>)['schema'];
  if (schema !== SCENE_SCHEMA) throw wrong(at, SCENE_SCHEMA, schema);
  const scene = sceneCodec.read(value, []);
  checkJoined(scene);
  return scene;
};
