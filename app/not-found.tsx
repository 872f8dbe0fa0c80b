import { readWords } from '@/lib/web/language';
import { Card } from './_ui/card';
import { Link } from './_ui/link';
import { entitle } from './_ui/title';

export const generateMetadata = entitle((words) => words.notFound.title);

export default async function NotFoundPage() {
  const { notFound: words } = await readWords();
  return (
    <div className="failure">
      <Card title={words.title} lead={words.text}>
        <Link className="key plain" href="/">
          {words.home}
        </Link>
      </Card>
    </div>
  );
}
