import type { Metadata } from 'next';
import { speak } from '@/lib/words';
import { Card } from './_ui/card';
import { Keys } from './_ui/keys';
import { Link } from './_ui/link';

const words = speak().notFound;

export const metadata: Metadata = { title: words.title };

export default function NotFoundPage() {
  return (
    <div className="single">
      <div>
        <Card title={words.title} lead={words.text}>
          <Link className="key plain" href="/">
            {words.home}
          </Link>
        </Card>
      </div>
      <Keys />
    </div>
  );
}
