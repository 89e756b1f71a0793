type Keys = readonly (readonly [key: string, does: string])[]

/** What the keys of a page do, and the switch that turns them off; opened by a script, unseen without one. */
export const KeysDialog = ({ id, keys }: { id: string; keys: Keys }) => (
  <dialog id={id} aria-labelledby="keys-title">
    <h2 id="keys-title">Keys</h2>
    <dl class="needs">
      {keys.map(([key, does]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
    <label class="switch">
      <input type="checkbox" checked /> Use these keys
    </label>
    <form method="dialog">
      <button class="button" type="submit">
        Close
      </button>
    </form>
  </dialog>
)
