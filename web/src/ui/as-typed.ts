/** For a control whose text is no prose: no browser completes, capitalises or corrects it. */
export const AS_TYPED = { autocomplete: 'off', autocapitalize: 'off', spellcheck: false } as const
