"use strict";
// On a phone each row of a table stands as a card without the header, so its cells name their columns themselves.
for (const table of document.querySelectorAll("#result_list, .tabular table")) {
  const names = [...table.querySelectorAll("thead th")].map((header) =>
    (header.querySelector(".text") || header).textContent.trim(),
  );
  for (const row of table.tBodies[0].rows) {
    [...row.cells].forEach((cell, column) => {
      if (names[column] && row.cells.length === names.length) {
        cell.dataset.label = names[column];
      }
    });
  }
}
