import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { type ApiDocument, bodyOf, curlOf, type Route, routesOf, type Schema } from './document.ts'
import { FieldList, Fields, inline, Type, typeId } from './fields.tsx'

type Props = { document: ApiDocument; introductionHtml: string; canonical: string }

/** Everything the OpenAPI document says, to be read by people. */
export function ApiPage({ document, introductionHtml, canonical }: Props) {
  const routes = routesOf(document)
  const server = document.servers[0]?.url ?? ''
  return (
    <Layout title="API" description="The public API of Onward: routes, fields, examples." canonical={canonical}>
      <main id="main" class="narrow api">
        <h1>API</h1>
        <p>
          At <code>{server}</code>, described in <a href={paths.openapi()}>OpenAPI 3.1</a>; this page is made from it.
        </p>
        <div class="prose body" dangerouslySetInnerHTML={{ __html: introductionHtml }} />
        <nav aria-label="Routes">
          <ul>
            {routes.map((route) => (
              <li key={route.operationId}>
                <a href={`#${route.operationId}`}>
                  <code>{`${route.method} ${route.path}`}</code>
                </a>{' '}
                <span class="soft">{route.summary}</span>
              </li>
            ))}
          </ul>
        </nav>
        {routes.map((route) => (
          <Operation key={route.operationId} route={route} server={server} />
        ))}
        <h2>Types</h2>
        {Object.entries(document.components.schemas).map(([name, schema]) => (
          <NamedType key={name} name={name} schema={schema} />
        ))}
      </main>
    </Layout>
  )
}

function Operation({ route, server }: { route: Route; server: string }) {
  const { parameters = [] } = route
  const fields = parameters.map(({ name, schema, required = false, description }) => ({
    name,
    required,
    schema: { ...schema, description },
  }))
  const body = bodyOf(route.requestBody)
  return (
    <section id={route.operationId} aria-label={`${route.method} ${route.path}`}>
      <h2>
        <code>{`${route.method} ${route.path}`}</code>
      </h2>
      <p>{inline(`${route.summary}.`)}</p>
      {route.description && <p>{inline(route.description)}</p>}
      {fields.length > 0 && <h3>Parameters</h3>}
      {fields.length > 0 && <FieldList fields={fields} />}
      {body && <h3>Body</h3>}
      {body && <Fields schema={body.schema} asked />}
      <h3>Example</h3>
      <pre class="letter">{curlOf(route, server)}</pre>
      <Answers route={route} />
    </section>
  )
}

function Answers({ route }: { route: Route }) {
  const all = Object.entries(route.responses)
  const [success] = all.filter(([status]) => status.startsWith('2'))
  const failures = all.filter(([status]) => !status.startsWith('2'))
  return (
    <>
      {success && (
        <details>
          <summary>
            <b>{`Answer ${success[0]}`}</b>: {inline(success[1].description ?? '')}
          </summary>
          <Fields schema={bodyOf(success[1])?.schema ?? {}} />
        </details>
      )}
      <h3>
        Other answers: <a href={`#${typeId('Error')}`}>Error</a>
      </h3>
      <dl class="needs">
        {failures.map(([status, { description = '' }]) => (
          <div key={status}>
            <dt class="num">{status}</dt>
            <dd>{inline(description)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

const NamedType = ({ name, schema }: { name: string; schema: Schema }) => (
  <section id={typeId(name)} aria-label={name}>
    <h3>{name}</h3>
    {schema.description && <p>{inline(schema.description)}</p>}
    {schema.properties ? (
      <details>
        <summary>Fields</summary>
        <Fields schema={schema} />
      </details>
    ) : (
      <Type schema={schema} />
    )}
  </section>
)
