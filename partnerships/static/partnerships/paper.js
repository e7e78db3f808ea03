// The button that prints the page stands there only where it can.
const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => print());
