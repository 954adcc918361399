/** Posts what the header's own form posts, so that a choice is stored in one way; the answer brings this page back. */
export function sendPreference(name: "theme" | "locale", value: string): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/preferences";
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = name;
  field.value = value;
  form.append(field);
  document.body.append(form);
  form.submit();
}
