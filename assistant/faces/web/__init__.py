"""The page: Gradio mounted in an application of our own.

``server`` starts it, ``app`` and ``guard`` decide what may be reached, ``page`` lays out, ``views`` says it in three languages,
``handlers`` and ``state`` hold the dialogue on the server, ``markup`` and ``render*`` turn records into safe markup. Importing this
package sets what keeps Gradio from calling out, whoever imports it: Gradio reads those variables when it is imported itself.
"""

from assistant.faces.cli import be_quiet

be_quiet()
