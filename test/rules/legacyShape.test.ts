import { expect, test } from 'vitest';
import { isNoLegacyKey } from '../../src/rules/shapes/legacyShape.ts';
import { base62, digits, hex, legacyKey, letters } from '../support/keys.ts';

test.each([
  ['a checksum', `${base62(8)}.${hex(32)}`],
  ['a checksum in capitals', `${base62(8)}.${hex(32).toUpperCase()}`],
  ['digits', `${base62(8)}.${digits(32)}`],
  ['a property', ['settings', 'openTelemetryOtlpMetricsEndpoint'].join('.')],
  ['a method of a class', ['Settings', 'getDefaultConfigurationForTenant'].join('.')],
  ['a constant of a class', ['MYMODULE', 'internalRegistryOfKnownProviders'].join('.')],
  ['a method of a module of two words', ['myModule', 'getDefaultConfigurationForTenant'].join('.')],
  ['a short word without a vowel', ['settings', 'openTelemetryXmlMetricsEndpoints'].join('.')],
  ['a word whose only vowel is its capital', ['settings', 'openTelemetryInstrMetricsColumns'].join('.')],
  ['eight words', ['settings', 'OpenDataFileLineUserRoleCodeType'].join('.')],
])('%s is no key', (_, text) => expect(isNoLegacyKey(text)).toBe(true));

test.each([
  ['any', legacyKey()],
  ['without a digit', legacyKey(letters)],
  ['hexadecimal but for one', `${base62(8)}.${hex(31)}Z`],
  ['words after a random head', `a1B2c3D4.${'openTelemetryOtlpMetricsEndpoint'}`],
  ['a word, and letters that are none', `settings.${letters(31)}9`],
  ['a digit before the head', ['1ettings', 'openTelemetryOtlpMetricsEndpoint'].join('.')],
  ['a digit behind the head', ['setting1', 'openTelemetryOtlpMetricsEndpoint'].join('.')],
  ['a head of three words', ['aNewBook', 'openTelemetryOtlpMetricsEndpoint'].join('.')],
  ['a digit before the body', ['settings', '1penTelemetryOtlpMetricsEndpoint'].join('.')],
  ['a digit behind the body', ['settings', 'openTelemetryOtlpMetricsEndpoin1'].join('.')],
  ['nine capitals', ['settings', 'OpenDataFileLineUserRoleCodeTyPe'].join('.')],
  ['four letters without a vowel', ['settings', 'openTelemetryMtrxMetricsEndpoint'].join('.')],
  ['four without a vowel at the beginning', ['settings', 'mtrxTelemetryOpenMetricsEndpoint'].join('.')],
  ['four capitals without a vowel', ['settings', 'openTelemetryQWRTMetricsEndpoint'].join('.')],
])('%s is one', (_, text) => expect(isNoLegacyKey(text)).toBe(false));
