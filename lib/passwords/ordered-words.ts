/**
 * Words that come in well-known rows: numbers, days, months, colors, planets … Those that stand side by side count as one word, because
 * zxcvbn guesses whole rows (strength.test.ts compares the list with its own).
 */
export const orderedWords: ReadonlySet<string> = new Set(
  `one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
  first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth
  eighteenth nineteenth twentieth monday tuesday wednesday thursday friday saturday sunday january february march april may june july
  august september october november december spring summer autumn winter morning afternoon evening night midnight noon red orange yellow
  green blue indigo violet north south east west northeast northwest southeast southwest tiny small medium large huge giant alpha bravo
  charlie delta echo foxtrot golf hotel india juliet kilo lima mike oscar papa quebec romeo sierra tango uniform victor whiskey xray
  yankee zulu mercury venus earth mars jupiter saturn uranus neptune pluto aries taurus gemini cancer leo virgo libra scorpio sagittarius
  capricorn aquarius pisces rat ox tiger rabbit dragon snake horse goat monkey rooster dog pig`.split(/\s+/),
);
