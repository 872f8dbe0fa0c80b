import type { Metadata } from 'next';
import { speak } from '@/lib/words';
import { Card } from './_ui/card';
import { Link } from './_ui/link';

const words = speak().notFound;

export const metadata: Metadata = { title: words.title };

export default function NotFoundPage() {
  return (
    <div className="single">
      <Card title={words.title} lead={words.text}>
        <Link className="key plain" href="/">
          {words.home}
        </Link>
      </Card>
    </div>
  );
}
