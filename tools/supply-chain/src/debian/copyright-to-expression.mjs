import { allOf, noAssertion, toExpression } from '../licence/parse-licence.mjs';
import { debianNames } from './debian-names.mjs';

/**
 * The licences that a Debian copyright file names, all of which bind somewhere in the package.
 * Machine-readable files (DEP 5) say them; older ones are read by the licences they refer to.
 * @param {string} text
 * @param {string} packageName
 */
export function copyrightToExpression(text, packageName) {
  const expression = /^Format(-Specification)?:/m.test(text) ? fromMachineReadable(text) : fromProse(text);
  return expression === noAssertion ? `LicenseRef-Debian-${refName(packageName)}` : expression;
}

/** @param {string} text */
function fromMachineReadable(text) {
  const names = [...text.matchAll(/^License:[ \t]*(\S.*)$/gm)].map((match) => match[1] ?? '');
  return allOf(names.flatMap(fromShortName));
}

/**
 * "GPL-2+ or Artistic, and BSD-3-clause": a comma splits before the words do.
 * @param {string} shortName
 * @returns {string[]} all of which bind
 */
function fromShortName(shortName) {
  const sides = shortName.trim().split(/,\s*(?:and\s+)?|\s+and\s+/i);
  return sides.filter(Boolean).map((side) => {
    const choices = side.split(/\s+or\s+|\s*\|\s*/i).map(toSpdxName);
    return [...new Set(choices)].sort().join(' OR ');
  });
}

/** @param {string} name */
function toSpdxName(name) {
  const [plain = '', exception] = name.trim().split(/\s+with\s+|-with-/i);
  const known = debianNames[plain.toLowerCase()] ?? gnuName(plain) ?? knownId(plain);
  if (known && exception && /GCC|autoconf|bison|libtool|font|linking|openssl|classpath/i.test(exception))
    return withException(known, exception);
  return known && !exception ? known : `LicenseRef-Debian-${refName(name)}`;
}

/**
 * SPDX knows these exceptions by name; others stay Debian's.
 * @param {string} licence
 * @param {string} exception
 */
function withException(licence, exception) {
  const named = { gcc: 'GCC-exception-3.1', autoconf: 'Autoconf-exception-3.0', bison: 'Bison-exception-2.2' };
  const key = Object.keys(named).find((one) => exception.toLowerCase().includes(one));
  const spdx = key && `${licence} WITH ${named[/** @type {keyof typeof named} */ (key)]}`;
  if (spdx && toExpression(spdx) !== noAssertion) return spdx;
  return `LicenseRef-Debian-${refName(`${licence}-with-${exception}`)}`;
}

/** `LGPL-2.1+` → `LGPL-2.1-or-later` @param {string} name */
function gnuName(name) {
  const match = /^(A?GPL|LGPL|GFDL)(?:-NIV)?(?:-?v?(\d(?:\.\d)?))?(?:-NIV)?(\+)?(?:-only)?$/i.exec(name);
  if (!match) return undefined;
  const [, family = '', version, plus] = match;
  const number = version ?? defaultVersion(family);
  const full = number.includes('.') ? number : `${number}.0`;
  const spdx = `${family.toUpperCase()}-${full}-${plus || !version ? 'or-later' : 'only'}`;
  return toExpression(spdx) === noAssertion ? undefined : spdx;
}

/** @param {string} family */
function defaultVersion(family) {
  return { LGPL: '2', AGPL: '3', GFDL: '1.1' }[family.toUpperCase()] ?? '1';
}

/** @param {string} name */
function knownId(name) {
  const expression = toExpression(name);
  return expression === noAssertion ? undefined : expression;
}

/** @param {string} text */
function fromProse(text) {
  const later = /any later version|or later/i.test(text) ? '+' : '';
  const referred = [...text.matchAll(/common-licenses\/([A-Za-z0-9.-]*[A-Za-z0-9])/g)].map((match) => match[1] ?? '');
  const names = referred.map((name) => toSpdxName(/^(A?GPL|LGPL|GFDL)-\d/.test(name) ? `${name}${later}` : name));
  if (/Permission is hereby granted, free of charge/.test(text)) names.push('MIT');
  if (/Redistribution and use in source and binary forms/.test(text)) names.push('LicenseRef-BSD');
  if (/public domain/i.test(text)) names.push('LicenseRef-public-domain');
  return allOf(names);
}

/** @param {string} name */
function refName(name) {
  return name
    .trim()
    .replace(/[^A-Za-z0-9.-]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
