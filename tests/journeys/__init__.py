"""What a reader does from the first page to the last, in a real browser: after each step, what is
in the window and what has the focus.

Six readers have a journey of their own:

- the platform lead with three minutes and a phone: test_lead.py; how each part of the
  way behaves is in test_decide.py and test_result.py
- the engineer who leans to Ray Serve: test_ray_engineer.py
- who is on call at night: test_incident.py
- the author of a design document: test_author.py
- the facilitator of a workshop: test_workshop.py
- who uses the keyboard alone: test_keyboard.py

The other modules ask how one part of the guide behaves on the way, for finger, mouse and keyboard.
"""
