import { paths } from '../../src/paths.ts'

/** A person by id, or a job, or somebody erased. */
export const Who = ({ id }: { id: string }) =>
  id.startsWith('per_') ? (
    <a class="id" href={paths.moderationPerson(id)}>
      {id}
    </a>
  ) : (
    <span class="id">{id}</span>
  )
