"""HTML to PDF for Thai official documents, and the charts inside them. See `pdf.render_pdf`."""
