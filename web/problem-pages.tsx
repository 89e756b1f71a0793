import { paths } from '../src/paths.ts'
import { Layout } from './layout.tsx'

export const NotFoundPage = () => (
  <Layout title="Not found" hidden>
    <main id="main" class="narrow">
      <h1>Nothing is here</h1>
      <p>The page does not exist, or it is not for you to see.</p>
      <p>
        <a class="button main" href={paths.board()}>
          See what is open
        </a>
      </p>
    </main>
  </Layout>
)

export const ProblemPage = ({ message }: { message: string }) => (
  <Layout title="That did not work" hidden>
    <main id="main" class="narrow">
      <h1>That did not work</h1>
      <p role="alert">{message}.</p>
      <p>Go back in your browser: what you typed is still there.</p>
    </main>
  </Layout>
)
