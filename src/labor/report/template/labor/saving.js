// Saves what a page shows: its charts, and its tables as a workbook. Reports and the explorer use it.
"use strict";
const saving = (() => {
  const save = (name, content, type) => {
    const link = document.createElement("a");
    link.download = name;
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const xml = (text) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]);
  // A drawing as a picture of twice its size.
  const picture = (name, { width, height, text }) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [width * 2, height * 2];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save(`${name}.png`, blob, "image/png"));
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  };

  // A workbook: one sheet, codes as text, in an archive that is not compressed.
  const crcOf = (bytes) => {
    let crc = ~0;
    for (const byte of bytes) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc >>> 0;
  };
  const archiveOf = (files) => {
    const [parts, central] = [[], []];
    const lengthOf = (arrays) => arrays.reduce((sum, array) => sum + array.length, 0);
    const number = (value, size) => Uint8Array.from({ length: size }, (_, at) => (value >>> (8 * at)) & 255);
    for (const [path, text] of files) {
      const [name, data] = [path, text].map((part) => new TextEncoder().encode(part));
      const about = [
        ...[20, 0x800, 0].map((value) => number(value, 2)), // version, names in UTF-8, stored
        ...[0x210000, crcOf(data), data.length, data.length].map((value) => number(value, 4)),
        ...[name.length, 0].map((value) => number(value, 2)),
      ];
      central.push(number(0x02014b50, 4), number(20, 2), ...about, number(0, 10), number(lengthOf(parts), 4), name);
      parts.push(number(0x04034b50, 4), ...about, name, data);
    }
    const count = number(files.length, 2);
    const end = [number(0x06054b50, 4), number(0, 4), count, count, number(lengthOf(central), 4), number(lengthOf(parts), 4), number(0, 2)];
    return new Blob([...parts, ...central, ...end]);
  };
  const workbook = (rows) => {
    const isCode = rows[0].map((name) => /(code|_id)$/i.test(name));
    const NUMERIC = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;
    const cellOf = (text, at, row) => {
      if (text === "") return "<c/>";
      if (row > 0 && !isCode[at] && NUMERIC.test(text)) return `<c><v>${text}</v></c>`;
      return `<c t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is></c>`;
    };
    const data = rows.map((row, at) => `<row>${row.map((text, place) => cellOf(text, place, at)).join("")}</row>`).join("");
    const of = "http://schemas.openxmlformats.org";
    const [main, links] = [`${of}/spreadsheetml/2006/main`, `${of}/officeDocument/2006/relationships`];
    const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    const related = (what, target) =>
      `<Relationships xmlns="${of}/package/2006/relationships"><Relationship Id="r1" Type="${links}/${what}" Target="${target}"/></Relationships>`;
    const files = {
      "[Content_Types].xml": `<Types xmlns="${of}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/></Types>`,
      "_rels/.rels": related("officeDocument", "xl/workbook.xml"),
      "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${links}"><sheets><sheet name="Numbers" sheetId="1" r:id="r1"/></sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": related("worksheet", "worksheets/sheet1.xml"),
      "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`,
    };
    const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
    return archiveOf(Object.entries(files).map(([path, text]) => [path, head + text]));
  };
  return { save, picture, workbook, xml };
})();
