import { encode } from 'uqr';
import { Field } from '@/app/_ui/field';
import { Form } from '@/app/_ui/form';
import { Submit } from '@/app/_ui/submit';
import { readWords } from '@/lib/web/language';
import { confirm } from './actions';

/** What to do with the app, in order: open it, scan the code or type the key, and show that it works. */
export async function Scan({ uri, secret }: { uri: string; secret: string }) {
  const { account, fields } = await readWords();
  const words = account.security.scan;
  return (
    <>
      <ol className="todo">
        <li>{words.open}</li>
        <li>
          <p>{words.scan}</p>
          <QrCode text={uri} label={words.picture} />
          <p>
            {words.here}{' '}
            <a className="nearby" href={uri}>
              {words.openHere}
            </a>
          </p>
          <p>{words.key}</p>
          <p>
            <code className="key-of-app">{secret.replace(/.{4}(?=.)/g, '$& ')}</code>
          </p>
        </li>
      </ol>
      <Form action={confirm}>
        <Field
          name="code"
          label={words.label}
          autoComplete="one-time-code"
          hint={words.hint}
          input={{ inputMode: 'numeric', dir: 'ltr', className: 'code' }}
        />
        <Submit label={words.submit} wait={fields.wait} />
      </Form>
    </>
  );
}

/** Drawn on the server, so that the secret is sent to no other site. With a white margin in the dark scheme too: cameras need it. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 4, ecc: 'L' });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
