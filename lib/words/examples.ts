/** The example of a long password in each language. They are on public pages, so passwords that contain one are refused. */
export const example = {
  en: 'violet teapot under snow',
  de: 'lila Teekanne unter Schnee',
  fr: 'théière violette sous la neige',
  es: 'tetera violeta bajo la nieve',
  ja: '雪の下で静かに眠るすみれ色の急須',
  ar: 'إبريق بنفسجي تحت الثلج',
};

export const examples: readonly string[] = Object.values(example);
