import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { SupplyChainError } from '../errors.mjs';

/**
 * @param {string} json
 * @throws SupplyChainError where it breaks the schema of CycloneDX 1.6
 */
export async function assertValidSbom(json) {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  const errors = await validator.validate(json);
  if (errors !== null)
    throw new SupplyChainError(
      `The bill of materials breaks the schema of CycloneDX 1.6, which is a fault of tools/supply-chain: ${JSON.stringify(errors).slice(0, 600)}`,
    );
}
