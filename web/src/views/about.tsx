import { Head } from '../parts/feedback.tsx';

export default function About() {
  return <Head title="About" />;
}
