/** Posts the same form as the header, so that there is one way to store a choice; the response redirects back to this page. */
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
