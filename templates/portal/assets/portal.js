"use strict";
// Everything works without this file. It shows how far an upload has come, and takes files that are dropped.
for (const form of document.querySelectorAll("form[data-upload]")) {
  const input = form.querySelector("input[type=file]");
  const bar = form.querySelector("progress");
  const says = form.querySelector(".upload-says");
  const button = form.querySelector("button");
  const list = () => { says.textContent = Array.from(input.files, (f) => f.name).join(", "); };
  input.addEventListener("change", list);
  for (const kind of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.toggle("over", kind === "dragover");
    });
  }
  form.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    list();
  });
  const fail = () => {
    button.disabled = false;
    bar.hidden = true;
    says.textContent = form.dataset.failed;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (progress) => {
      if (!progress.lengthComputable) return;
      bar.value = Math.floor(100 * progress.loaded / progress.total);
      says.textContent = progress.loaded < progress.total ? bar.value + "%" : form.dataset.checking;
    });
    request.addEventListener("load", () => {
      if (request.status !== 200) return fail();
      try { location.assign(JSON.parse(request.responseText).location); } catch { location.assign("/"); } // the login, where the session has ended
    });
    request.addEventListener("error", fail);
    request.addEventListener("timeout", fail);
    button.disabled = true;
    bar.hidden = false;
    bar.value = 0;
    request.send(new FormData(form));
  });
}
