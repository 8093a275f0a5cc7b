import { WEB_SEARCH_SUFFIX } from "../wire.ts";

export interface SearchSwitch {
  /** The model's name without the suffix. */
  readonly model: string;
  readonly isOn: boolean;
}

/** Search is on by the model's suffix or by the flag; a flag that says `false` vetoes the suffix. */
export function readSearchSwitch(model: string, flag: boolean | undefined): SearchSwitch {
  const hasSuffix = model.endsWith(WEB_SEARCH_SUFFIX);
  return {
    model: hasSuffix ? model.slice(0, -WEB_SEARCH_SUFFIX.length) : model,
    isOn: flag ?? hasSuffix,
  };
}
