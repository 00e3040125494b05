/**
 * What ARM says that a deployment would change, on the resources of the stage.
 */
import { resourcesOf } from './installation.mjs';
import { readParameters } from './parameter-file.mjs';

/**
 * What a deployment would change. As ARM: the settings of an app are always reported as changed, role assignments are left out, and
 * what the template does not know is ignored.
 */
export function deploymentGroupWhatIf({ state, option, options, environment, write, refuse }) {
  const group = option('resource-group');
  if (!state.groups[group]) return refuse(`(ResourceGroupNotFound) Resource group '${group}' could not be found.`);
  const [file] = options.parameters;
  const given = Object.fromEntries(readParameters(file, environment));
  const base = `/subscriptions/${state.account.id}/resourceGroups/${group}/providers`;
  const ours = resourcesOf(
    given,
    given.resourceNames?.functionApp ?? `guestmail-${given.environmentName}-abc123`,
    base,
  );
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const changes = ours.map((after) => {
    const before = state.resources.find(({ id }) => id === after.id);
    const changed = ['properties', 'sku'].flatMap((key) =>
      Object.keys(after[key] ?? {})
        .filter((name) => !same(before?.[key]?.[name], after[key][name]))
        .map((name) => `${key}.${name}`),
    );
    const tags = Object.keys({ ...before?.tags, ...after.tags }).filter(
      (name) => before?.tags?.[name] !== after.tags[name],
    );
    const delta = [
      ...changed.map((path) => ({ path, propertyChangeType: 'Modify' })),
      ...(tags.length > 0
        ? [
            {
              path: 'tags',
              propertyChangeType: 'Modify',
              children: tags.map((path) => ({ path, propertyChangeType: 'Modify' })),
            },
          ]
        : []),
      ...(after.type === 'Microsoft.Web/sites'
        ? [{ path: 'properties.siteConfig.appSettings', propertyChangeType: 'Create' }]
        : []),
    ];
    const changeType = !before ? 'Create' : delta.length > 0 ? 'Modify' : 'NoChange';
    return { resourceId: after.id, changeType, delta };
  });
  const later = state.unknownChange ? [{ resourceId: state.unknownChange, changeType: 'Relocate', delta: null }] : [];
  const others = state.resources.filter(({ id }) => !ours.some((one) => one.id === id));
  return write({
    status: 'Succeeded',
    error: null,
    changes: [...changes, ...later, ...others.map(({ id }) => ({ resourceId: id, changeType: 'Ignore', delta: null }))],
  });
}
