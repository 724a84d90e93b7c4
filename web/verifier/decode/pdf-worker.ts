// The part of pdf.js that reads a file, in a worker of its own. The build for older browsers: phones in the field are old.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
