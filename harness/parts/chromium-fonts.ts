const families = [
  ['sans-serif', 'Liberation Sans', 'DejaVu Sans'],
  ['serif', 'Liberation Serif', 'DejaVu Serif'],
  ['monospace', 'Liberation Mono', 'DejaVu Sans Mono'],
] as const;

const aliases = families.map(
  ([generic, ...own]) => `  <alias binding="same">
    <family>${generic}</family>
    <prefer>${own.map((family) => `<family>${family}</family>`).join('')}</prefer>
  </alias>`,
);

/** A fonts.conf for the root of the part: the fonts unpacked beside it and no others. */
export const fontsFile = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir prefix="relative">usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
${aliases.join('\n')}
</fontconfig>
`;
