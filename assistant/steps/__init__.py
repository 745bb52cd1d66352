"""The steps of the pipeline, one module each, one public function each."""
