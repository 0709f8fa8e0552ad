import { Select, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { ReactNode } from "react";
import { ApiError, fieldErrors } from "../../api/client";
import type { Code } from "../../api/studies";
import { texts } from "../texts";
import { MutationError } from "../ui/MutationError";
import { CODE_TEXTS, type CodeText } from "./codeTexts";

export type CodeValues = Pick<Code, "label" | "parent" | CodeText>;

const MAX_ROWS = 10;

interface Props<Values extends CodeValues> {
  form: UseFormReturnType<Values>;
  /** The codes below which this one can be put. */
  parents: readonly Code[];
  focus: "label" | "definition" | null;
  /** What stands between the definition and the parent code. */
  children?: ReactNode;
}

/** The fields of a code, each with its own error. */
export function CodeFields<Values extends CodeValues>({ form, parents, focus, children }: Props<Values>) {
  const parent = form.getInputProps("parent");
  return (
    <>
      <TextInput
        label={texts.codeFields.label}
        required
        withAsterisk={false}
        maxLength={200}
        autoFocus={focus === "label"}
        {...form.getInputProps("label")}
      />
      {CODE_TEXTS.map((name) => (
        <Textarea
          key={name}
          label={texts.codeFields[name]}
          autosize
          minRows={name === "definition" ? 3 : 1}
          maxRows={MAX_ROWS}
          data-autofocus={focus === name || undefined}
          {...form.getInputProps(name)}
        />
      ))}
      {children}
      <Select
        label={texts.codeFields.parent}
        placeholder={texts.codes.topLevel}
        clearable
        searchable
        data={parents.map(({ id, label }) => ({ value: String(id), label }))}
        {...parent}
        value={parent.value === null ? null : String(parent.value)}
        onChange={(value) => parent.onChange(value === null ? null : Number(value))}
      />
    </>
  );
}

/** The error of a code that was not saved, unless its fields show it. */
export function CodeError({ of }: { of: { error: unknown } }) {
  const labelTaken = of.error instanceof ApiError && of.error.code === "label_taken";
  return labelTaken ? null : <MutationError of={of} atFields={["label", ...CODE_TEXTS, "parent"]} />;
}

/** What the server says about the fields of a code. A taken label has an error of its own. */
export function codeErrors(error: unknown): Record<string, string> {
  if (error instanceof ApiError && error.code === "label_taken") return { label: error.detail };
  return fieldErrors(error);
}
