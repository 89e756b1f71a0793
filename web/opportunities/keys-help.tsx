import { KeysDialog } from '../ui/keys-dialog.tsx'

const keys = [
  ['/', 'to the search'],
  ['j', 'to the next opportunity'],
  ['k', 'to the one before'],
  ['?', 'this help'],
] as const

export const KeysHelp = () => <KeysDialog id="keys" keys={keys} />
