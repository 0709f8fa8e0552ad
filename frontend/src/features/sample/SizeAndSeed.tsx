import { NumberInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { texts } from "./texts";

/** The fields of a random sample. */
export interface RandomFields {
  size: number | string;
  seed: number | string;
}

/** A field of the form as the server expects it, null if it is empty. */
export const numberOrNull = (value: number | string): number | null => (value === "" ? null : Number(value));

interface Props {
  getInputProps: UseFormReturnType<RandomFields>["getInputProps"];
  /** The largest possible size. */
  max?: number;
}

/** The size of a random sample and its seed. */
export function SizeAndSeed({ getInputProps, max }: Props) {
  return (
    <>
      <NumberInput
        label={texts.size.size}
        required
        withAsterisk={false}
        min={1}
        max={max}
        allowDecimal={false}
        w="9rem"
        {...getInputProps("size")}
      />
      <NumberInput
        label={texts.size.seed}
        description={texts.size.seedHelp}
        inputWrapperOrder={["label", "input", "description", "error"]}
        min={0}
        allowDecimal={false}
        w="14rem"
        {...getInputProps("seed")}
      />
    </>
  );
}
